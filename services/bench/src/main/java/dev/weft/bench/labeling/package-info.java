/** {@code weft bench labeling}: what labels are worth that the label queue asks for. */
package dev.weft.bench.labeling;
