/** The views of the partitions that this replica owns, built with Kafka Streams. */
package dev.weft.gateway.views.streams;
