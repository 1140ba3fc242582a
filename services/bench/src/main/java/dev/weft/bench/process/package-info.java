/** Processes that a benchmark starts, and the processor time of processes and threads. */
package dev.weft.bench.process;
