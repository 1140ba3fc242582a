/** Erasure of images: orders, their execution, and what still contains an erased image. */
package dev.weft.gateway.erasures;
