/**
 * {@code weft bench peer}: Weft compared with a plain consumer loop on the same photographs, broker
 * and store.
 */
package dev.weft.bench.peer;
