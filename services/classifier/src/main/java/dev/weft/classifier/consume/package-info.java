/**
 * One member of a consumer group: the partitions that it has, what is in flight in each, which
 * images it has answered, and the transaction that commits answers with their offsets. All of it
 * belongs to the poll thread, but for what says otherwise.
 */
package dev.weft.classifier.consume;
