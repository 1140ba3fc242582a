/** Snapshots of labels, to be stored as named data sets. */
package dev.weft.gateway.datasets;
