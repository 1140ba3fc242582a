/** {@code weft bench}: measures this machine. */
package dev.weft.bench;
