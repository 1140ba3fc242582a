/** Utilities that several modules need and the JDK lacks. Independent of Weft's domain. */
package dev.weft.base;
