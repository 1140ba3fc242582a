/** {@code weft bench int8}: the starter model in 8-bit integers compared with float32. */
package dev.weft.bench.int8;
