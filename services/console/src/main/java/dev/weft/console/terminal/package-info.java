/** Tables, progress, colors and number formats on a terminal. */
package dev.weft.console.terminal;
