/** Named data sets: snapshots of labels in the object store. */
package dev.weft.datasets;
