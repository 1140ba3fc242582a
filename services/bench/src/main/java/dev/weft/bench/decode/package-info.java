/** {@code weft bench decode}: processor time of decoding images. */
package dev.weft.bench.decode;
