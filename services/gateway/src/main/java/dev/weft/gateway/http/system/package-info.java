/** Status of the whole system, the live stream, browser sessions, and schemas. */
package dev.weft.gateway.http.system;
