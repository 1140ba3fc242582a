/** Settings of a pipeline: topics, sizes, threads and times. */
package dev.weft.classifier.settings;
