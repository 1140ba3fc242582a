/** Status of the whole system, browser sessions, and schemas. */
package dev.weft.gateway.http.system;
