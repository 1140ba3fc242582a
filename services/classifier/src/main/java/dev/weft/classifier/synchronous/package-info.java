/** Images that a client waits for: into the same batches, without Kafka. */
package dev.weft.classifier.synchronous;
