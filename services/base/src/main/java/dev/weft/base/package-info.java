/** What several modules need and the JDK lacks. Knows nothing of Weft. */
package dev.weft.base;
