/**
 * What a pipeline tells about itself: events for metrics and traces, lasting failures, steps that
 * hang.
 */
package dev.weft.classifier.observe;
