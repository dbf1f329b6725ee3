// The window of a sign-in has arrived: the forms that wait for it are told, and it closes itself.
"use strict";
new BroadcastChannel("sign-in").postMessage("signed in");
window.close();
