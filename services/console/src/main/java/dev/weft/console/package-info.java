/** Shared parts of all commands: options, output, errors, exit codes. */
package dev.weft.console;
