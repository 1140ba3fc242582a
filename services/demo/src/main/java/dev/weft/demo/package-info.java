/** {@code weft demo}: shows what the system does, on images that it draws itself. */
package dev.weft.demo;
