/** Asks for keys and tokens before any endpoint is reached, by the one table of rules. */
package dev.weft.access.http;
