/** Named data sets: labels as they were at one moment, in the object store. */
package dev.weft.datasets;
