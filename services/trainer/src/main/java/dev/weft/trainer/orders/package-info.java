/**
 * Orders from Kafka, one training at a time: {@link dev.weft.trainer.orders.TrainingMember} polls
 * without waiting for trainings, {@link dev.weft.trainer.orders.TrainingJob} runs a training on a
 * thread of its own, and {@link dev.weft.trainer.orders.TrainingQueue} determines the next request
 * and the committable offset of a partition.
 */
package dev.weft.trainer.orders;
