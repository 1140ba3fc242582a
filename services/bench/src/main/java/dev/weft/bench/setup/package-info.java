/** Setup of benchmarks: model, photographs, server. */
package dev.weft.bench.setup;
