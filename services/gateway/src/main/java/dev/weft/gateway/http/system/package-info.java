/** The state of the whole system, the live stream, sessions of browsers, and schemas. */
package dev.weft.gateway.http.system;
