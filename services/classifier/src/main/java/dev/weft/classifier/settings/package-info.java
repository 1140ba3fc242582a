/** What a pipeline is told: topics, sizes, threads and times. */
package dev.weft.classifier.settings;
