/** {@code weft bench labeling}: the value of the labels that the label queue asks for. */
package dev.weft.bench.labeling;
