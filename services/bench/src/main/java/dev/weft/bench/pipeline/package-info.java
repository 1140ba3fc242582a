/** {@code weft bench pipeline}: the whole pipeline compared with the bare engine. */
package dev.weft.bench.pipeline;
