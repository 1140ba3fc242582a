/** Tables, progress, colours and numbers on a terminal. */
package dev.weft.console.terminal;
