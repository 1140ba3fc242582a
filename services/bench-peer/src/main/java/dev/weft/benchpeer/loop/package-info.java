/** The peer with Kafka's own clients: one loop. */
package dev.weft.benchpeer.loop;
