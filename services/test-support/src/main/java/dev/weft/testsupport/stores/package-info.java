/**
 * Object stores of other makers, as programs that tests start; {@code .ci/object-stores} builds.
 */
package dev.weft.testsupport.stores;
