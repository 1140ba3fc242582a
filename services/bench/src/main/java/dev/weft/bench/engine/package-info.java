/** {@code weft bench engine}: the engines side by side. */
package dev.weft.bench.engine;
