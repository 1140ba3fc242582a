/** {@code weft bench pipeline}: the whole pipeline against the bare engine. */
package dev.weft.bench.pipeline;
