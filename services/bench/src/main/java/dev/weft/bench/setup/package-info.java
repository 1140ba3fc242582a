/** What benchmarks run on: a model, photographs, a server. */
package dev.weft.bench.setup;
