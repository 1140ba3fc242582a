/**
 * The history of clients' requests and topics' records, one operation per line, in the order of
 * observation.
 */
package dev.weft.chaos.history;
