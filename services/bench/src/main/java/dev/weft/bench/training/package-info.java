/** {@code weft bench training}: the training recipe without and with a feature cache. */
package dev.weft.bench.training;
