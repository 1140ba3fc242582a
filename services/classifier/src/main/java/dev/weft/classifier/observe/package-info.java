/** Observation of a pipeline: events for metrics and traces, lasting failures, steps that hang. */
package dev.weft.classifier.observe;
