/**
 * Orders from Kafka, one training at a time: {@link dev.weft.trainer.orders.TrainingMember} polls
 * without ever waiting for a training, {@link dev.weft.trainer.orders.TrainingJob} does one on a
 * thread of its own, and {@link dev.weft.trainer.orders.TrainingQueue} knows what is to be done
 * next and how far a partition is done.
 */
package dev.weft.trainer.orders;
