/** What every command has: options, the session it speaks through, errors, exit codes. */
package dev.weft.console;
