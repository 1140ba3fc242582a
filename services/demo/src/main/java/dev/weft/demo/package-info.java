/** {@code weft demo}: demonstrates the system on images that it draws itself. */
package dev.weft.demo;
