/**
 * {@code weft bench peer}: Weft compared with a plain consumer loop, and with the same on Quarkus
 * with SmallRye Reactive Messaging, on the same photographs, broker and store.
 */
package dev.weft.bench.peer;
