/** Refusals: every failure as a problem document (RFC 9457), and the status that it has. */
package dev.weft.gateway.http.problem;
