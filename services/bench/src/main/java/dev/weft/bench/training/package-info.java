/** {@code weft bench training}: the recipe as it is written, and as it is run. */
package dev.weft.bench.training;
