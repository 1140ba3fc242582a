/**
 * Classifies images of synchronous requests in the same batches as those of events, without Kafka.
 */
package dev.weft.classifier.synchronous;
