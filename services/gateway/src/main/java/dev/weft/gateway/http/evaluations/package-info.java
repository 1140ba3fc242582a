/** Evaluations on held-out images over HTTP. */
package dev.weft.gateway.http.evaluations;
