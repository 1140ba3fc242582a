/** Uploads, predictions as they come, times and their quantiles. */
package dev.weft.bench.measure;
