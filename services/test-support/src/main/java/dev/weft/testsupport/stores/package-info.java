/** Third-party object stores as processes for tests; {@code .ci/object-stores} builds them. */
package dev.weft.testsupport.stores;
