/** The views of the partitions that this replica has, made by Kafka Streams. */
package dev.weft.gateway.views.streams;
