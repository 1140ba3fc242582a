/** Runs the standalone server as a child process. */
package dev.weft.console.server;
