/**
 * Orders from Kafka, one training at a time: {@link dev.weft.trainer.orders.OrderLoop} polls
 * without ever waiting for a training, {@link dev.weft.trainer.orders.Job} does one on a thread of
 * its own, and {@link dev.weft.trainer.orders.OrderQueue} knows what is to be done next and how far
 * a partition is done.
 */
package dev.weft.trainer.orders;
