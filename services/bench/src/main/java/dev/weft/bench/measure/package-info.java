/** Uploads, received predictions, times and their quantiles. */
package dev.weft.bench.measure;
