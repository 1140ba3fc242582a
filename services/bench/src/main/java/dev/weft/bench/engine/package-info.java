/** {@code weft bench engine}: comparison of engines. */
package dev.weft.bench.engine;
