/**
 * Consumer group membership: the assigned partitions, what is in flight in each, which images it
 * has answered, and the transaction that commits answers with their offsets. Confined to the poll
 * thread unless stated otherwise.
 */
package dev.weft.classifier.consume;
