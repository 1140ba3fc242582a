/** Images that are to be forgotten: asked for, carried out, and what keeps them all the same. */
package dev.weft.gateway.erasures;
